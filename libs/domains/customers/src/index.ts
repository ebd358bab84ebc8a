export { CustomersModule } from './customers.module';
export { Customer } from './profile/customer.entity';
export { CustomerFilter } from './profile/customer.inputs';
export { CustomerService } from './profile/customer.service';
export { Order } from './orders/order.entity';
export { OrderFilter } from './orders/order.inputs';
export { OrderService } from './orders/order.service';
export { Product } from './orders/product.entity';
